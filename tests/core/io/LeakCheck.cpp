// What the address sanitizer's leak check must know about libraries that are not ours.
#include <dlfcn.h>

/// HDF5 1.10 does not free what it has read of a damaged file before it finds the damage.
extern "C" const char* __lsan_default_suppressions() {
    return "leak:libhdf5_serial\n";
}

namespace {

/// HDF5 unloads its plug-ins at exit, and what blosc still holds is then out of reach: it stays loaded
/// instead.
[[maybe_unused]] const void* const kBlosc = dlopen("libblosc.so.1", RTLD_NOW | RTLD_NODELETE);

} // namespace
