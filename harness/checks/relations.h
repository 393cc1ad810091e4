#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/contract.h"
#include "model/exchange.h"
#include "model/results.h"
#include "query/filter.h"

// Rules over several exchanges. Pure functions over recorded exchanges: the runner fetched them.
// Lists move while they are read, so a relation over lists is given the same list read before and
// after, and judges only items that are equal in both (A, B, A).
namespace emconform {

struct Relation {
  std::string_view id;  // "relation.same_content"
  std::string_view rule, source;
  Level level;
};

/// The relations that the functions below judge, for lists and for --filter.
std::span<const Relation> relations();

using Exchanges = std::vector<const Exchange*>;
using Resources = std::vector<const Resource*>;

/// The resources that an answer holds: its members for lists and queries, itself for an item.
/// Empty without a representation.
Resources resources_of(const Exchange& exchange, const Contract& contract);

/// The answer to one request, and the answer to the same request sent again after others. What was
/// asked in between can be blamed only for what both of them say. They may be one and the same
/// exchange: then nothing is known to have moved.
struct Twice {
  const Exchange& first;
  const Exchange& again;
};

/// XML and JSON of one request say the same: the same items in the same order with the same
/// fields, values (by type, not by spelling), links. Read XML, JSON, XML, JSON: what stands in one
/// format alone must stand in both of its readings, for the other lies between them.
Judgement same_content(const Twice& xml, const Twice& json, const Contract& contract);

/// The reference form and the entity form of one request name the same resources: UID, Name, the
/// links that both forms promise. Read reference, entity, reference, entity.
Judgement reference_entity(const Twice& reference, const Twice& entity, const Contract& contract);

/// A member of a collection equals the item that its Href leads to (all fields that both have,
/// links). One Exchange per member; nullptr where it was not fetched. `again` is the collection
/// read once more: what a member that is gone or changed led to is not judged.
struct FollowedMember {
  const Resource* member = nullptr;
  const Exchange* item = nullptr;
};
Judgement member_item(std::span<const FollowedMember> members, const Exchange& again,
                      const Contract& contract);

/// Every link that was followed answers with 200 and the type that the link promised. The contract
/// of the linked resource is not known here: the link's Type names the expected Type or root.
/// `again` is what the origins were read from, read once more: a link that is gone is not judged.
struct FollowedLink {
  const Resource* origin = nullptr;
  const Link* link = nullptr;
  std::string where{};  // "UID urn:veeam:.. Links/Link[1]"
  const Exchange* target = nullptr;
};
Judgement link_resolves(std::span<const FollowedLink> links, const Exchange& again,
                        const Contract& contract);

/// Alternate leads to the other form of the same resource, and from there back.
struct Alternates {
  const Resource* origin = nullptr;
  const Exchange* there = nullptr;  // what Alternate leads to
  const Exchange* back = nullptr;   // what the Alternate of that leads to
};
Judgement alternate(std::span<const Alternates> followed, const Exchange& again,
                    const Contract& contract);

/// Up and Down are inverse (LinkRule::inverse).
/// What a resource's Down link leads to: each member leads back Up to that resource.
struct FollowedDown {
  const Resource* parent = nullptr;
  const LinkRule* rule = nullptr;
  const Exchange* list = nullptr;
};
/// The resources whose Up link leads to one parent: its list of that kind holds each of them.
struct FollowedUp {
  Resources children{};
  const Link* link = nullptr;  // the Up link that they have in common
  const Exchange* parent = nullptr;
  const Exchange* list = nullptr;  // what the parent's Down link leads to; nullptr: it has none
};
/// `again` is what the parents or children were read from, read once more. Children older than the
/// contract's window, by the server's clock `now`, need not be listed.
Judgement up_down(std::span<const FollowedDown> down, std::span<const FollowedUp> up,
                  const Exchange& again, Interval now, const Contract& contract);

/// The list `part` holds exactly the members of `whole` that belong to the job: whose Up link of
/// Type JobReference leads to `job_id`. Read part, whole, part, whole. Where the contract has a
/// window, it may bound one of the two lists alone (/jobs/{ID}/backupSessions): only items that
/// were created within it, by the server's clock `now`, are looked for in the other list.
Judgement belongs_to_job(const Twice& part, const Twice& whole, std::string_view job_id,
                         Interval now, const Contract& contract);

/// A filter's answer holds exactly the items for which the filter is true. `universe` are the pages
/// of the unfiltered answer, `answer` the pages of the filtered one; items that are Unknown, or not
/// the same in `universe` and `universe_again`, are not judged.
Judgement filter_matches(const query::Filter& filter, const Exchanges& universe,
                         const Exchanges& answer, const Exchanges& universe_again,
                         const Contract& contract);

/// The answer with sortAsc or sortDesc is a permutation of the universe in that order; ties may
/// stand in any order; pairs whose order is not documented are not judged, nor items that are not
/// in both readings of the universe.
Judgement sort_orders(const QueryProperty& property, bool descending, const Exchanges& universe,
                      const Exchanges& sorted, const Exchanges& universe_again,
                      const Contract& contract);

/// How texts are ordered is not documented, but sortDesc is sortAsc the other way round: of two
/// items that stand beside each other in one answer and surely differ in the property, the second
/// stands first in the other.
Judgement sort_reverses(const QueryProperty& property, const Exchanges& sorted,
                        const Exchanges& opposite, const Contract& contract);

/// Pages are a partition of the whole: each item once, no page larger than its size, all but the
/// last full, PagesCount and PageNum right.
Judgement pages_partition(const Exchange& whole, const Exchanges& pages, int page_size,
                          const Exchange& whole_again, const Contract& contract);

/// A page past the last one, if it is answered at all, holds no items.
Judgement past_the_end(const Exchange& answer, const Contract& contract);

/// `answer` to a query that no server can understand is not `all` that there is.
Judgement not_ignored(const Exchange& all, const Exchange& answer, const Contract& contract);

/// ... but a refusal: a status of 400 to 499 and an Error in the negotiated format.
Judgement refusal(const Exchange& answer, const Contract& contract);

}  // namespace emconform
