// A program without sanitizers that does what valgrind finds: canary-plain MISDEED, in itself or in a child of it.
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>

namespace {

void* volatile last_lost;

/// Volatile, so that the compiler cannot leave out what has no effect.
int misbehave(std::string_view misdeed)
{
    if (misdeed == "leak") {
        last_lost = std::malloc(100); // NOLINT(cppcoreguidelines-no-malloc)
        last_lost = nullptr;
    }
    volatile char* bytes = new char[1];
    if (misdeed == "overflow")
        bytes[1] = 1; // NOLINT(clang-analyzer-core.uninitialized.Assign): it is meant.
    delete[] bytes;
    if (misdeed == "crash")
        std::abort();
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    std::puts("begun");
    std::fflush(stdout); // Else a child would have it to say, too.
    if (argc < 3 || std::string_view{argv[2]} != "child")
        return misbehave(argc > 1 ? argv[1] : "");
    const pid_t child = ::fork();
    if (child == 0)
        return misbehave(argv[1]);
    ::waitpid(child, nullptr, 0);
    return 0;
}
