#pragma once

#include "mock/context.h"

// Resources that show rows of the store. Each function answers GET on the path of its name.
namespace emconform::mock {

Reply backup_servers(const Context& context);
Reply backup_server(const Context& context);
Reply jobs_of_backup_server(const Context& context);

Reply jobs(const Context& context);
Reply job(const Context& context);
Reply sessions_of_job(const Context& context);
Reply nas_jobs(const Context& context);
Reply nas_job(const Context& context);
Reply sessions_of_nas_job(const Context& context);
Reply agent_jobs(const Context& context);
Reply agent_job(const Context& context);

Reply backup_sessions(const Context& context);
Reply backup_session(const Context& context);
Reply nas_sessions(const Context& context);
Reply agent_sessions(const Context& context);
Reply tasks_of_session(const Context& context);
Reply agent_management_sessions(const Context& context);
Reply backup_tasks(const Context& context);
Reply backup_task(const Context& context);

Reply restore_points(const Context& context);
Reply restore_point(const Context& context);
Reply vm_points_of_restore_point(const Context& context);
Reply vm_restore_points(const Context& context);
Reply vm_restore_point(const Context& context);

Reply system_sessions(const Context& context);
Reply system_session(const Context& context);
Reply system_session_events(const Context& context);

Reply repositories(const Context& context);
Reply repository(const Context& context);
Reply repositories_of_backup_server(const Context& context);
Reply discovered_computers(const Context& context);
Reply discovered_computer(const Context& context);

}  // namespace emconform::mock
