using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Aspire.Dashboard.Access;

/// <summary>Keeps data-protection keys for the life of the process, since nothing that they protect outlives it.</summary>
internal sealed class MemoryKeyRepository : IXmlRepository
{
    private readonly Lock _guardsElements = new();
    private readonly List<XElement> _elements = [];

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        lock (_guardsElements)
            return [.. _elements];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        lock (_guardsElements)
            _elements.Add(element);
    }
}
