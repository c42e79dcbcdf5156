using System.Collections;
using System.Globalization;
using Aspire.Dashboard.Protocol;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dashboard.ResourceService;

/// <summary>Turns snapshots into what the dashboard is told.</summary>
internal sealed class ResourceViewFactory(SecretValues secrets)
{
    public ResourceView Create(ResourceEvent change)
    {
        var (resource, snapshot) = (change.Resource, change.Snapshot);
        return new ResourceView
        {
            Id = change.ResourceId,
            Name = resource.Name,
            Type = snapshot.ResourceType,
            State = snapshot.State?.Text,
            StateStyle = snapshot.State?.Style,
            Health = snapshot.HealthStatus?.ToString(),
            ExitCode = snapshot.ExitCode,
            CreatedAt = snapshot.CreationTimeStamp,
            StartedAt = snapshot.StartTimeStamp,
            StoppedAt = snapshot.StopTimeStamp,
            IsHidden = snapshot.IsHidden,
            Replicas = resource.GetInstanceIds().Count,
            Source = Find(snapshot, CustomResourceKnownProperties.Source),
            Description = (resource as ParameterResource)?.Description,
            WaitingFor = Find(snapshot, KnownProperties.ResourceWaitingFor),
            Properties = [.. snapshot.Properties.Select(CreateProperty)],
            Environment = [.. snapshot.EnvironmentVariables.Select(CreateVariable)],
            Urls = [.. snapshot.Urls.OrderBy(url => url.DisplayProperties.SortOrder).Select(CreateUrl)],
            Volumes = [.. snapshot.Volumes.Select(volume => new VolumeView(volume.Source, volume.Target, volume.MountType, volume.IsReadOnly))],
            HealthReports = [.. snapshot.HealthReports.Select(CreateHealthReport)],
            Relationships = [.. snapshot.Relationships.Select(relationship => new RelationshipView(relationship.ResourceName, relationship.Type))],
            Commands = [.. snapshot.Commands.Where(IsOffered).Select(CreateCommand)],
        };
    }

    private static bool IsOffered(ResourceCommandSnapshot command) =>
        command.State != ResourceCommandState.Hidden && command.Visibility.HasFlag(ResourceCommandVisibility.UI);

    private static string? Find(CustomResourceSnapshot snapshot, string property) =>
        Format(snapshot.Properties.FirstOrDefault(candidate => candidate.Name == property)?.Value);

    private static string? Format(object? value) => value switch
    {
        null => null,
        string text => text,
        IEnumerable<string> several => string.Join(' ', several.Select(Quote)),
        IEnumerable several => string.Join(' ', several.Cast<object?>().Select(Format)),
        IFormattable formattable => formattable.ToString(format: null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static string Quote(string argument) => argument.Length == 0 || argument.Any(char.IsWhiteSpace) ? $"\"{argument}\"" : argument;

    private static UrlView CreateUrl(UrlSnapshot url) => new(url.Name, url.Url,
        url.DisplayProperties.DisplayName is { Length: > 0 } text ? text : url.Url, DetailsOnly: url.IsInternal, url.IsInactive);

    private static HealthReportView CreateHealthReport(HealthReportSnapshot report) =>
        new(report.Name, report.Status?.ToString(), report.Description, report.ExceptionText, report.LastRunAt);

    private static CommandView CreateCommand(ResourceCommandSnapshot command) => new()
    {
        Name = command.Name,
        DisplayName = command.DisplayName,
        Description = command.DisplayDescription,
        ConfirmationMessage = command.ConfirmationMessage,
        IconName = command.IconName,
        IsHighlighted = command.IsHighlighted,
        IsEnabled = command.State == ResourceCommandState.Enabled,
        Arguments =
        [
            .. command.Arguments.Select(argument => new CommandArgumentView
            {
                Name = argument.Name,
                Label = argument.Label ?? argument.Name,
                Description = argument.Description,
                InputType = argument.InputType.ToString(),
                Required = argument.Required,
                Value = argument.Value,
                Placeholder = argument.Placeholder,
                MaxLength = argument.MaxLength,
                Options = argument.Options ?? [],
            }),
        ],
    };

    private ValueView CreateProperty(ResourcePropertySnapshot property)
    {
        var value = Format(property.Value);
        return new ValueView(property.DisplayName ?? property.Name, value, property.IsSensitive || secrets.Contains(value)) { IsHighlighted = property.IsHighlighted };
    }

    private ValueView CreateVariable(EnvironmentVariableSnapshot variable) =>
        new(variable.Name, variable.Value, secrets.IsSecret(variable.Name, variable.Value)) { IsFromModel = variable.IsFromSpec };
}
