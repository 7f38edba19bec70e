#pragma once

#include <memory>
#include <optional>
#include <string>

namespace pairscope {

/// An OpenGL context that needs neither a display nor a window system: EGL on Mesa's surfaceless platform.
class EglContext {
public:
    /// @return nothing when this machine cannot make one; `why` (if given) then says what failed.
    [[nodiscard]] static std::unique_ptr<EglContext> create(std::string* why = nullptr);
    ~EglContext();
    EglContext(const EglContext&) = delete;
    EglContext& operator=(const EglContext&) = delete;

    /// @return whether it is now the thread's current context.
    bool makeCurrent();
    void doneCurrent();

private:
    struct Handles;
    explicit EglContext(std::unique_ptr<Handles> handles);
    std::unique_ptr<Handles> m_handles;
};

} // namespace pairscope
