// The models that tests run as a process of its own, to kill it, publish it or see it refused.
var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = args, DisableDashboard = true, EnableResourceLogging = true });

switch (builder.Configuration["scenario"])
{
    case "family":
        AddRunaways();
        AddShell("stubborn", "trap '' TERM; echo stubborn $$; while :; do sleep 0.05; done");
        break;
    case "runaway":
        AddRunaways();
        break;
    case "environment":
        AddShell("worker", "env; echo done 1; exec sleep 1000");
        break;
    case "configuration":
        Console.WriteLine($"found {builder.Configuration["SETTING"]}");
        return;
    case "parameter":
        AddShell("worker", "exit").WithEnvironment("KEY", builder.AddParameter("absent"));
        break;
    case "circle":
        var (a, b) = (AddShell("a", "exit"), AddShell("b", "exit"));
        a.WaitFor(b);
        b.WaitFor(a);
        break;
    case "unregistered":
        AddShell("worker", "exit").WithHealthCheck("absent");
        break;
    case "duplicate":
        AddShell("worker", "exit");
        AddShell("worker", "exit");
        break;
    case "broken":
        builder.AddExecutable("worker", "no-such-command", "/");
        // One that only starts when somebody asks for it does not count.
        AddShell("later", "exit").WithExplicitStart();
        break;
}

builder.Build().Run();

// One that ends when it is asked to, and a grandchild in a session of its own.
void AddRunaways()
{
    AddShell("plain", "echo plain $$; exec sleep 1000");
    AddShell("parent", "setsid sh -c 'echo daemon $$; exec sleep 1000 >/dev/null 2>&1' & wait");
}

IResourceBuilder<ExecutableResource> AddShell(string name, string script) => builder.AddExecutable(name, "/bin/sh", "/", "-c", script);
