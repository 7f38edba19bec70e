#include "core/track/Helix.h"
