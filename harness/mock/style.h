#pragma once

#include <string_view>

// What XML and JSON leave to the writer: all of it means the same to a reader.
namespace emconform::mock {

struct XmlStyle {
  std::string_view declaration = R"(<?xml version="1.0" encoding="utf-8"?>)";
  std::string_view prefix{};  // of the namespace: "v"; empty: it is the default one
  bool attributes_reversed = false;
  bool pretty = false;  // elements on lines of their own, attributes set apart
  bool byte_order_mark = false;
  bool long_empty_elements = false;  // <Reason></Reason>
  bool comments = false;             // and processing instructions, and text as CDATA
  bool single_quotes = false;        // around attributes
  bool more_in_links = false;        // an attribute that no page knows
  bool references = false;           // all but ASCII as &#x..;
};

struct JsonStyle {
  bool camel_case = false;  // names as release 13 writes them
  bool pretty = false;
  bool byte_order_mark = false;
  bool without_nulls = false;  // members without a value are left out
  bool members_reversed = false;
  bool more_in_links = false;  // a member that no page knows
  bool escapes = false;        // all but ASCII as \u.., the solidus as \/
};

}  // namespace emconform::mock
