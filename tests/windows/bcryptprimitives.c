/* What every Windows has and Wine 8 has not: the random bytes that Rust's libraries ask for.
   Laid into the Wine prefix alone, never on a stick. */
#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T size)
{
    return SystemFunction036(data, (ULONG)size);
}
