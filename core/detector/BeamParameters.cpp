#include "core/detector/BeamParameters.h"
