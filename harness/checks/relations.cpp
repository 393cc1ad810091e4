#include "checks/relations.h"

#include <array>

namespace emconform {
namespace {

constexpr std::array table = {
    Relation{"relation.same_content", "XML and JSON of one request say the same.",
             "REST API Reference, GET pages, Request Headers: Accept", Level::Derived},
    Relation{"relation.reference_entity",
             "The reference form and the entity form of one request name the same resources.",
             "REST API Reference, Resource Representation for Key Entities", Level::Must},
    Relation{"relation.member_item",
             "A member of a collection says what the item that its Href leads to says.",
             "REST API Reference, Resource Representation for Key Entities", Level::Derived},
    Relation{"relation.link_resolves", "Every link leads to a resource of the type it promises.",
             "REST API Reference, Link Types and XML Schema", Level::Must},
    Relation{"relation.alternate",
             "Alternate leads to the other form of the same resource, and from there back.",
             "REST API Reference, Attributes of a Link Element", Level::Must},
    Relation{"relation.up_down",
             "What a resource's Down link lists leads Up to it, and what leads Up to it is listed.",
             "REST API Reference, Attributes of a Link Element, Rel", Level::Derived},
    Relation{"window.created_within",
             "A collection of sessions holds only what was created within its window of days.",
             "REST API Reference, GET /backupTaskSessions, GET /systemSessions, note", Level::Must},
    Relation{"window.complete",
             "A collection of sessions lacks nothing that was created within its window of days.",
             "REST API Reference, GET /backupTaskSessions, note; GET /query?type=BackupJobSession",
             Level::Derived},
    Relation{"relation.belongs_to_job",
             "The session list of a job holds exactly the sessions that belong to the job.",
             "REST API Reference, GET /nas/jobs/{ID}/backupSessions", Level::Must},
    Relation{"relation.query_equals_collection",
             "A query without filter holds all that the collection holds, and no more where the "
             "collection has no window.",
             "REST API Reference, GET /query?type=BackupJobSession, Response Body", Level::Derived},
    Relation{"query.filter",
             "The answer to a filter holds exactly the resources for which the filter is true.",
             "REST API Reference, Query Service, Filter", Level::Must},
    Relation{"query.filter_logic",
             "';' is AND, ',' is OR, parentheses group, and AND binds tighter than OR.",
             "REST API Reference, Query Service, AND/OR Operators, Grouping", Level::Must},
    Relation{"query.value_forms",
             "A comparison means the same however it is written: UIDs in full or as GUIDs, times "
             "with or without zone and fraction, values in quotes, names in any letter case.",
             "REST API Reference, GET /query?type=BackupJobSession, Optional Parameters; recorded "
             "queries of clients",
             Level::Derived},
    Relation{"query.not_ignored",
             "A query that cannot be understood is not answered with everything that there is.",
             "Follows from REST API Reference, Query Service, Filter", Level::Derived},
    Relation{"query.refusal",
             "A query that cannot be understood is refused with a status of 400 to 499 and an "
             "Error in the format that was asked for.",
             "HTTP response codes; RFC 9110, section 15.5", Level::Should},
    Relation{"query.sort",
             "An answer with sortAsc or sortDesc holds the same resources in that order.",
             "REST API Reference, Query Service, sortAsc and sortDesc", Level::Must},
    Relation{"query.paging", "The pages of an answer hold each resource exactly once.",
             "REST API Reference, Query Service, pageSize and page", Level::Must},
};

}  // namespace

std::span<const Relation> relations() { return table; }

}  // namespace emconform
