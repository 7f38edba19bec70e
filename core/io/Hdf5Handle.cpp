#include "core/io/Hdf5Handle.h"

namespace pairscope {

namespace {

std::mutex& libraryMutex() {
    static std::mutex mutex;
    return mutex;
}

herr_t takeInnermost(unsigned /*depth*/, const H5E_error2_t* error, void* reason) {
    if (error->desc != nullptr) *static_cast<std::string*>(reason) = error->desc;
    return 0;
}

} // namespace

Hdf5Session::Hdf5Session() : m_lock(libraryMutex()) {
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
    // HDF5_PLUGIN_PATH, where it is set, replaces the system's own place
    [[maybe_unused]] static const herr_t appended = H5PLappend(PAIRSCOPE_HDF5_PLUGINS);
}

std::string hdf5Reason() {
    std::string reason;
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_DOWNWARD, takeInnermost, &reason);
    return reason;
}

std::optional<std::string> textAttribute(hid_t object, const std::string& name) {
    if (H5Aexists(object, name.c_str()) <= 0) return std::nullopt;
    const Hdf5Handle attribute(H5Aopen(object, name.c_str(), H5P_DEFAULT), H5Aclose);
    const Hdf5Handle type(H5Aget_type(attribute.get()), H5Tclose);
    if (H5Tget_class(type.get()) != H5T_STRING) return std::nullopt;
    if (H5Tis_variable_str(type.get()) > 0) {
        char* text = nullptr;
        if (H5Aread(attribute.get(), type.get(), &text) < 0 || text == nullptr) return std::nullopt;
        std::string result = text;
        H5free_memory(text);
        return result;
    }
    std::string result(H5Tget_size(type.get()), '\0');
    if (H5Aread(attribute.get(), type.get(), result.data()) < 0) return std::nullopt;
    result.resize(result.find_last_not_of('\0') + 1);
    return result;
}

} // namespace pairscope
