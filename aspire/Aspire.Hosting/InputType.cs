namespace Aspire.Hosting;

/// <summary>The kind of a value that a user enters.</summary>
public enum InputType
{
    Text,
    SecretText,
    Choice,
    Boolean,
    Number,
    File,
}
