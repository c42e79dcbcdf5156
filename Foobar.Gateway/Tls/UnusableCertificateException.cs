namespace Foobar.Gateway.Tls;

/// <summary>The files are not a certificate and its key.</summary>
internal sealed class UnusableCertificateException(string message, Exception? cause = null) : Exception(message, cause);
