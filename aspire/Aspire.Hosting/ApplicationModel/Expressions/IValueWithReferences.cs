namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that is made from other parts of the model.</summary>
public interface IValueWithReferences
{
    IEnumerable<object> References { get; }
}
