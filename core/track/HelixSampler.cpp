#include "core/track/HelixSampler.h"
