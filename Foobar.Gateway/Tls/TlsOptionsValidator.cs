using Microsoft.Extensions.Options;

namespace Foobar.Gateway.Tls;

/// <summary>Refuses settings that cannot work, by their keys.</summary>
internal sealed class TlsOptionsValidator : IValidateOptions<TlsOptions>
{
    public ValidateOptionsResult Validate(string? name, TlsOptions options)
    {
        var failures = new List<string>();
        void Require(bool holds, string key, object value, string rule)
        {
            if (!holds)
                failures.Add($"{TlsOptions.Section}:{key} is {value}: it must be {rule}.");
        }
        Require(options.ReadEvery > TimeSpan.Zero, nameof(options.ReadEvery), options.ReadEvery, "more than zero");
        Require(options.Certificate.Length > 0 == options.Key.Length > 0, nameof(options.Key), $"'{options.Key}'", $"given with {TlsOptions.Section}:{nameof(options.Certificate)}, and only then");
        if (failures.Count == 0 && options.HasFiles)
            RequireFiles(options, failures);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void RequireFiles(TlsOptions options, List<string> failures)
    {
        try
        {
            CertificateFiles.Read(options).ToCertificate().Dispose();
        }
        catch (UnusableCertificateException exception)
        {
            failures.Add($"{TlsOptions.Section}:{nameof(options.Certificate)} and {nameof(options.Key)}: {exception.Message}");
        }
    }
}
