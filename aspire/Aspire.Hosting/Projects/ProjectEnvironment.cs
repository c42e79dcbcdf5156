using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Projects;

/// <summary>The variables through which a project learns where to listen.</summary>
internal static class ProjectEnvironment
{
    /// <summary>Run mode: <c>ASPNETCORE_URLS</c> and <c>ASPNETCORE_HTTPS_PORT</c>.</summary>
    public static void AddUrls(EnvironmentCallbackContext context, ProjectResource project)
    {
        var endpoints = GetListeningEndpoints(project);
        if (endpoints.Length > 0 && !context.EnvironmentVariables.ContainsKey("ASPNETCORE_URLS"))
        {
            var urls = new ReferenceExpressionBuilder();
            foreach (var endpoint in endpoints)
            {
                if (!urls.IsEmpty)
                    urls.AppendLiteral(";");
                urls.Append($"{endpoint.Scheme}://{endpoint.EndpointAnnotation.TargetHost}:{endpoint.Property(EndpointProperty.TargetPort)}");
            }
            context.EnvironmentVariables["ASPNETCORE_URLS"] = urls.Build();
        }
        if (endpoints.FirstOrDefault(endpoint => endpoint.IsHttps) is { } https)
            context.EnvironmentVariables.TryAdd("ASPNETCORE_HTTPS_PORT", https.Property(EndpointProperty.Port));
    }

    /// <summary>Publish mode: <c>HTTP_PORTS</c> and <c>HTTPS_PORTS</c>.</summary>
    public static void AddPorts(EnvironmentCallbackContext context, ProjectResource project)
    {
        foreach (var (scheme, variable) in new[] { ("http", "HTTP_PORTS"), ("https", "HTTPS_PORTS") })
        {
            var ports = new ReferenceExpressionBuilder();
            foreach (var endpoint in GetListeningEndpoints(project).Where(endpoint => endpoint.Scheme == scheme))
            {
                if (!ports.IsEmpty)
                    ports.AppendLiteral(";");
                ports.Append($"{endpoint.Property(EndpointProperty.TargetPort)}");
            }
            if (!ports.IsEmpty)
                context.EnvironmentVariables.TryAdd(variable, ports.Build());
        }
    }

    /// <summary>Endpoints with a variable of their own and those that the model filters out are not listened on by default.</summary>
    private static EndpointReference[] GetListeningEndpoints(ProjectResource project)
    {
        var filters = project.Annotations.OfType<EndpointEnvironmentFilterAnnotation>().ToArray();
        return
        [
            .. project.GetEndpoints().Where(endpoint => (endpoint.IsHttp || endpoint.IsHttps)
                && endpoint.EndpointAnnotation.TargetPortVariable is null
                && filters.All(filter => filter.Accepts(endpoint.EndpointAnnotation))),
        ];
    }
}
