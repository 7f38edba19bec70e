#include "core/vertex/VertexFit.h"
