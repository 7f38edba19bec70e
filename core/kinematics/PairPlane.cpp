#include "core/kinematics/PairPlane.h"
