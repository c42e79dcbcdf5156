using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Adds connection strings that are built from other parts of the model.</summary>
public static class ConnectionStringBuilderExtensions
{
    public static IResourceBuilder<ConnectionStringResource> AddConnectionString(this IDistributedApplicationBuilder builder, [ResourceName] string name,
        ReferenceExpression connectionStringExpression)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(connectionStringExpression);
        var added = builder.AddResource(new ConnectionStringResource(name, connectionStringExpression)).WithInitialState(new CustomResourceSnapshot
        {
            ResourceType = "ConnectionString",
            State = KnownResourceStates.NotStarted,
            Properties = [],
        });
        foreach (var referenced in ReferencedResources.In(connectionStringExpression))
        {
            added.WithReferenceRelationship(referenced);
            if (referenced is not ParameterResource and not IResourceWithoutLifetime)
                added.Resource.Annotations.Add(new WaitAnnotation(referenced, WaitType.WaitUntilStarted));
        }
        return added;
    }

    public static IResourceBuilder<ConnectionStringResource> AddConnectionString(this IDistributedApplicationBuilder builder, [ResourceName] string name,
        Action<ReferenceExpressionBuilder> connectionStringBuilder)
    {
        ArgumentNullException.ThrowIfNull(connectionStringBuilder);
        var expression = new ReferenceExpressionBuilder();
        connectionStringBuilder(expression);
        return builder.AddConnectionString(name, expression.Build());
    }
}
