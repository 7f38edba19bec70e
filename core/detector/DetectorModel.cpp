#include "core/detector/DetectorModel.h"
