/* What Go asks of bcryptprimitives.dll, for a Wine that has none: random bytes of advapi32. */
#include <windows.h>
#include <ntsecapi.h>
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE to, SIZE_T size) { return RtlGenRandom(to, (ULONG)size); }
