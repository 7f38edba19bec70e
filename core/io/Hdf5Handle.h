#pragma once

#include <hdf5.h>

#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace pairscope {

/// Owns one HDF5 identifier; closed by the function that belongs to its kind.
class Hdf5Handle {
public:
    using Close = herr_t (*)(hid_t);

    Hdf5Handle() = default;
    Hdf5Handle(hid_t id, Close closer) : m_id(id), m_close(closer) {}
    Hdf5Handle(Hdf5Handle&& other) noexcept
        : m_id(std::exchange(other.m_id, H5I_INVALID_HID)), m_close(other.m_close) {}
    Hdf5Handle& operator=(Hdf5Handle&& other) noexcept {
        std::swap(m_id, other.m_id);
        std::swap(m_close, other.m_close);
        return *this;
    }
    ~Hdf5Handle() { close(); }

    /// @return false when closing failed, which for a file can mean that its last bytes were not written.
    bool close() { return m_id < 0 || m_close(std::exchange(m_id, H5I_INVALID_HID)) >= 0; }
    [[nodiscard]] explicit operator bool() const { return m_id >= 0; }
    [[nodiscard]] hid_t get() const { return m_id; }

private:
    hid_t m_id = H5I_INVALID_HID;
    Close m_close = nullptr;
};

/// The right to call HDF5, which is not safe for threads: hold one for as long as handles live. It also keeps
/// the library from printing and lets it find its compression plug-ins.
class Hdf5Session {
public:
    Hdf5Session();

private:
    std::lock_guard<std::mutex> m_lock;
};

/// What the library says went wrong in the last call, innermost first line; empty when nothing.
[[nodiscard]] std::string hdf5Reason();

/// A text attribute of an object; nothing when it has none of that name.
[[nodiscard]] std::optional<std::string> textAttribute(hid_t object, const std::string& name);

} // namespace pairscope
