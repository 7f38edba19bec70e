#include "core/candidate/CandidateColumn.h"
