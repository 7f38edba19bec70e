#include "core/candidate/Candidate.h"
