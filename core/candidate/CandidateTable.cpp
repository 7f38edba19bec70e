#include "core/candidate/CandidateTable.h"
