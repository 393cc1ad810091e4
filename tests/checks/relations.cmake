add_part_tests(relations SOURCES compare_bodies_test.cpp compare_test.cpp
                                 relations_content_test.cpp relations_hierarchy_test.cpp
                                 relations_links_test.cpp relations_lists_test.cpp
                                 relations_query_test.cpp relations_refusal_test.cpp
                                 relations_window_test.cpp representatives_test.cpp
               LIBRARIES relations load)
