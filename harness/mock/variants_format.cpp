#include "mock/traits.h"

namespace emconform::mock {

namespace {

const VariantEntry entries[] = {
    {.variant = {"bom", "XML and JSON bodies begin with a UTF-8 byte order mark.", ""},
     .traits = {.xml = {.byte_order_mark = true}, .json = {.byte_order_mark = true}}},
    {.variant = {"headers.lower_case", "All header names are in lower case.", ""},
     .traits = {.header_case = HeaderCase::Lower}},
    {.variant = {"headers.upper_case", "All header names are in upper case.", ""},
     .traits = {.header_case = HeaderCase::Upper}},
};

}  // namespace

std::span<const VariantEntry> format_variants() { return entries; }

}  // namespace emconform::mock
