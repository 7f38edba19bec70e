#include "core/vertex/VertexFitResult.h"
