#include "core/kinematics/PairMass.h"
