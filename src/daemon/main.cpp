#include "daemon/daemon.hpp"

int main(int argc, char* argv[])
{
    return lldp::daemon::run_daemon(argc, argv);
}
