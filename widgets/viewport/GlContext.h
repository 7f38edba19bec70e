#pragma once

#include <QString>

#include <memory>

namespace pairscope {

/// An OpenGL context (3.2 core) that belongs to no window: nothing is drawn with it but pictures in memory. A
/// window in which OpenGL draws itself is put together by the graphics card as a whole, for each change
/// anywhere in it; one that only shows finished pictures is not.
///
/// The window system's own OpenGL if it has one (that of the graphics card), else Mesa without a window
/// system. Current only while it is used, so that other contexts can be used in the same thread.
class GlContext {
public:
    /// @return nothing when this machine cannot make one; `why` then says so in words.
    [[nodiscard]] static std::unique_ptr<GlContext> create(QString& why);
    virtual ~GlContext() = default;
    GlContext(const GlContext&) = delete;
    GlContext& operator=(const GlContext&) = delete;

    /// @return whether it is now the thread's current context: not when the graphics card was lost.
    virtual bool makeCurrent() = 0;
    virtual void doneCurrent() = 0;

protected:
    GlContext() = default;
};

} // namespace pairscope
