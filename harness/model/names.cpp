#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "model/learned.h"
#include "model/results.h"

// One table of names per enumeration, used for writing and for reading.
namespace emconform {
namespace {

template <class Enum, std::size_t N>
using Names = std::array<std::pair<Enum, std::string_view>, N>;

constexpr Names<Verdict, 7> verdicts = {{{Verdict::Pass, "pass"},
                                         {Verdict::Waived, "waived"},
                                         {Verdict::Warn, "warn"},
                                         {Verdict::NotTestable, "not testable"},
                                         {Verdict::Inconclusive, "inconclusive"},
                                         {Verdict::Error, "error"},
                                         {Verdict::Fail, "fail"}}};

constexpr Names<Level, 4> levels = {{{Level::Must, "must"},
                                     {Level::Derived, "derived"},
                                     {Level::Should, "should"},
                                     {Level::May, "may"}}};

constexpr Names<Scope, 4> scopes = {{{Scope::Here, "here"},
                                     {Scope::OtherShard, "other shard"},
                                     {Scope::LeftOut, "left out"},
                                     {Scope::Nowhere, "nowhere"}}};

constexpr Names<Auth, 10> auths = {{{Auth::Session, "session"},
                                    {Auth::Cookie, "cookie"},
                                    {Auth::CookieOverHeader, "cookie_over_header"},
                                    {Auth::None, "none"},
                                    {Auth::Empty, "empty"},
                                    {Auth::Unknown, "unknown"},
                                    {Auth::Malformed, "malformed"},
                                    {Auth::LoggedOff, "logged_off"},
                                    {Auth::Basic, "basic"},
                                    {Auth::BasicUnknown, "basic_unknown"}}};

constexpr Names<Form, 2> forms = {{{Form::Reference, "reference"}, {Form::Entity, "entity"}}};

constexpr Names<Shape, 5> shapes = {{{Shape::Item, "item"},
                                     {Shape::List, "list"},
                                     {Shape::Query, "query"},
                                     {Shape::Error, "error"},
                                     {Shape::None, "none"}}};

constexpr Names<Format, 2> formats = {{{Format::Xml, "xml"}, {Format::Json, "json"}}};

constexpr Names<FieldType, 13> field_types = {{{FieldType::String, "String"},
                                               {FieldType::Int, "Int"},
                                               {FieldType::Long, "Long"},
                                               {FieldType::UShort, "UShort"},
                                               {FieldType::Boolean, "Boolean"},
                                               {FieldType::DateTime, "DateTime"},
                                               {FieldType::LocalTime, "LocalTime"},
                                               {FieldType::Uid, "Uid"},
                                               {FieldType::Urn, "Urn"},
                                               {FieldType::Guid, "Guid"},
                                               {FieldType::Version, "Version"},
                                               {FieldType::Object, "Object"},
                                               {FieldType::Any, "Any"}}};

constexpr Names<Promise, 3> promises = {
    {{Promise::None, "none"}, {Promise::Optional, "optional"}, {Promise::Required, "required"}}};

template <class Enum, std::size_t N>
std::string_view find_name(const Names<Enum, N>& names, Enum value) {
  return std::find_if(names.begin(), names.end(), [&](auto& e) { return e.first == value; })
      ->second;
}

template <class Enum, std::size_t N>
std::optional<Enum> find_value(const Names<Enum, N>& names, std::string_view name) {
  const auto found =
      std::find_if(names.begin(), names.end(), [&](auto& e) { return e.second == name; });
  if (found == names.end()) return std::nullopt;
  return found->first;
}

}  // namespace

std::string_view name_of(Verdict verdict) { return find_name(verdicts, verdict); }
std::string_view name_of(Level level) { return find_name(levels, level); }
std::string_view name_of(Scope scope) { return find_name(scopes, scope); }
std::string_view name_of(Auth auth) { return find_name(auths, auth); }
std::string_view name_of(Form form) { return find_name(forms, form); }
std::string_view name_of(Shape shape) { return find_name(shapes, shape); }
std::string_view name_of(Format format) { return find_name(formats, format); }
std::string_view name_of(FieldType type) { return find_name(field_types, type); }
std::string_view name_of(Promise promise) { return find_name(promises, promise); }

std::optional<Verdict> verdict_named(std::string_view name) { return find_value(verdicts, name); }
std::optional<Level> level_named(std::string_view name) { return find_value(levels, name); }
std::optional<Scope> scope_named(std::string_view name) { return find_value(scopes, name); }
std::optional<Auth> auth_named(std::string_view name) { return find_value(auths, name); }
std::optional<Form> form_named(std::string_view name) { return find_value(forms, name); }
std::optional<Shape> shape_named(std::string_view name) { return find_value(shapes, name); }
std::optional<Format> format_named(std::string_view name) { return find_value(formats, name); }
std::optional<FieldType> field_type_named(std::string_view name) {
  return find_value(field_types, name);
}
std::optional<Promise> promise_named(std::string_view name) { return find_value(promises, name); }

}  // namespace emconform
