# Comparison with the files of tests/golden.
if(NOT TARGET test_golden)
  add_library(test_golden STATIC ${PROJECT_SOURCE_DIR}/tests/support/golden.cpp)
  target_link_libraries(test_golden PRIVATE project_options GTest::gtest)
  target_include_directories(test_golden PUBLIC ${PROJECT_SOURCE_DIR}/tests)
  target_compile_definitions(test_golden PRIVATE GOLDEN_DIR="${PROJECT_SOURCE_DIR}/tests/golden")
endif()
