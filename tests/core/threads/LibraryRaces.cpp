// What the thread sanitizer shall not report: memory that TBB hands over between its own threads, which it
// cannot see since the library is not built with it. Our own reads and writes are watched all the same.

#ifdef PAIRSCOPE_THREAD_SANITIZE
extern "C" const char* __tsan_default_suppressions();
extern "C" const char* __tsan_default_suppressions() {
    return "called_from_lib:libtbb.so\n";
}
#endif
