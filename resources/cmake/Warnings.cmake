# Warnings and sanitizers shared by every target of the project: link `pairscope_options`.
add_library(pairscope_options INTERFACE)
target_compile_options(pairscope_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wold-style-cast -Woverloaded-virtual)
target_include_directories(pairscope_options INTERFACE ${PROJECT_SOURCE_DIR})
if(PAIRSCOPE_WERROR)
  target_compile_options(pairscope_options INTERFACE -Werror)
endif()
if(PAIRSCOPE_SANITIZE)
  target_compile_options(pairscope_options INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
  target_compile_definitions(pairscope_options INTERFACE _GLIBCXX_ASSERTIONS)
  target_link_options(pairscope_options INTERFACE -fsanitize=address,undefined)
endif()
