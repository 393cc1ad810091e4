#pragma once

#include <span>

#include "mock/context.h"

// Resources without rows of the store: logon, entry points, reports, and the collections that are
// empty on this server.
namespace emconform::mock {

Reply enterprise_manager(const Context& context);
Reply log_on(const Context& context);
Reply logon_sessions(const Context& context);
Reply logon_session(const Context& context);
Reply log_off(const Context& context);

Reply agents_service(const Context& context);
Reply nas_service(const Context& context);
Reply small_service(const Context& context);
Reply task(const Context& context);

Reply summary_report(const Context& context);
Reply overview_report(const Context& context);
Reply vms_overview_report(const Context& context);
Reply job_statistics_report(const Context& context);

/// A collection that exists and has no items.
struct EmptyCollection {
  std::string_view route;      // "wanAccelerators"
  std::string_view plural;     // root of the list of entities; name of the list in JSON
  std::string_view element;    // an item in XML, if there was one
  bool has_references = true;  // without: the same list in both forms
};

std::span<const EmptyCollection> empty_collections();
Reply empty_collection(const Context& context);

/// An entry point that has no more than its own address.
struct SmallService {
  std::string_view route;  // "lookupSvc"
  std::string_view root, type;
};

std::span<const SmallService> small_services();

}  // namespace emconform::mock
