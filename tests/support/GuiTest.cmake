# pairscope_gui_test(TARGET): registers the GoogleTest cases of a target that opens windows. Where there is a display
# (DISPLAY set when the tests run) it is used, else each case runs under an X server of its own (xvfb-run).
include(GoogleTest)

function(pairscope_gui_test target)
  set_target_properties(${target} PROPERTIES CROSSCOMPILING_EMULATOR ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/gui-test.sh)
  gtest_discover_tests(${target} DISCOVERY_TIMEOUT 60 PROPERTIES LABELS gui TIMEOUT 300)
endfunction()
