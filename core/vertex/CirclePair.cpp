#include "core/vertex/CirclePair.h"
