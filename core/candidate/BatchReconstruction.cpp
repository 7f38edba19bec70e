#include "core/candidate/BatchReconstruction.h"
