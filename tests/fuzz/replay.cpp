// The engine for where there is none: gives a target every file of a corpus once, in the order of their names, and says
// in TAP that it survived.
#include "target.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <vector>

namespace {

std::vector<std::filesystem::path> files_in(const std::filesystem::path& corpus)
{
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{corpus})
        if (entry.is_regular_file())
            files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

int replay(const std::filesystem::path& corpus)
{
    const auto files = files_in(corpus);
    if (files.empty()) {
        std::cerr << corpus.string() << ": expected a corpus, a directory with files\n";
        return 1;
    }
    std::cout << "1..1\n";
    for (const auto& file : files) {
        // The last one named is the one that a crash belongs to.
        std::cout << "# " << file.string() << std::endl;
        std::ifstream in{file, std::ios::binary};
        const std::vector<std::uint8_t> input{std::istreambuf_iterator<char>{in}, {}};
        if (in.bad() || !in.is_open()) {
            std::cerr << file.string() << ": cannot be read\n";
            return 1;
        }
        LLVMFuzzerTestOneInput(input.data(), input.size());
    }
    std::cout << "ok 1 - " << corpus.filename().string() << " survives its corpus of " << files.size() << " inputs\n";
    return 0;
}

} // namespace

int main(int count, char** arguments)
try {
    if (count != 2) {
        std::cerr << "usage: " << arguments[0] << " CORPUS, a directory\n";
        return 1;
    }
    return replay(arguments[1]);
} catch (const std::filesystem::filesystem_error& error) {
    std::cerr << error.path1().string() << ": " << error.code().message() << '\n';
    return 1;
}
