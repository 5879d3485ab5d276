#pragma once

// Everything that code written by migc includes. Programs include the generated "NAME/revisions.h" instead.

#include "migrate/chain.h"
#include "migrate/schema_row.h"
#include "migrate/step.h"
#include "migrate/table.h"
#include "migrate/version.h"
