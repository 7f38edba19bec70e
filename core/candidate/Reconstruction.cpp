#include "core/candidate/Reconstruction.h"
