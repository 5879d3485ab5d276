// The steps that revisions call between their statements: what SQL alone cannot do.

#include <inventory/steps.h>
#include <migrate/step.h>

#include "search_key.h"

void inventory::steps::fill_search_keys(migrate::StepContext& context) {
  for (const migrate::Row& row : context.query("SELECT id, label FROM items"))
    context.execute("UPDATE items SET search_key = $1 WHERE id = $2",
                    {search_key(std::get<std::string>(row[1])), row[0]});
}
