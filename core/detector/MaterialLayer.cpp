#include "core/detector/MaterialLayer.h"
