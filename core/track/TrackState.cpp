#include "core/track/TrackState.h"
