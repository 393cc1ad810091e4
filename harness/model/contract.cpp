#include "model/contract.h"

namespace emconform {

const FormRule* form_rule(const Contract& contract, Form form) {
  // Resources with one form are held to it whatever was asked for.
  if (form == Form::Reference && contract.reference) return &*contract.reference;
  return contract.entity ? &*contract.entity : nullptr;
}

const ListRule* list_rule(const Contract& contract, Form form) {
  if (form == Form::Reference && contract.reference_list) return &*contract.reference_list;
  return contract.entity_list ? &*contract.entity_list : nullptr;
}

}  // namespace emconform
