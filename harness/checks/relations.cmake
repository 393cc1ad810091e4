# Rules over several exchanges.
add_library(relations STATIC compare.cpp items.cpp relations.cpp relations_content.cpp
                             relations_hierarchy.cpp relations_links.cpp relations_lists.cpp
                             relations_query.cpp relations_refusal.cpp relations_window.cpp
                             representatives.cpp window.cpp)
target_link_libraries(relations PUBLIC model query PRIVATE checks project_options fmt::fmt)
target_include_directories(relations PUBLIC ${PROJECT_SOURCE_DIR}/harness)
