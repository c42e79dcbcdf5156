// Answers what its tests ask: whether it is well, with which variables it was started, and to end with an exit code.
var app = WebApplication.CreateSlimBuilder(args).Build();

app.MapGet("/health", () => Results.StatusCode(File.Exists("unhealthy") ? 503 : 200));
app.MapGet("/env", () => Environment.GetEnvironmentVariables());
app.MapGet("/args", () => args);
app.MapGet("/exit", (int code) => Environment.Exit(code));

app.Run();
