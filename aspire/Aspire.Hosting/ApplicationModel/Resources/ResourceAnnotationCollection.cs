using System.Collections.ObjectModel;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The annotations of a resource. Enumerating works on a snapshot, so handlers may add annotations meanwhile.</summary>
public sealed class ResourceAnnotationCollection : Collection<IResourceAnnotation>
{
    private readonly Lock _guardsItems = new();

    public ResourceAnnotationCollection() : base(new SnapshotList())
    {
    }

    protected override void ClearItems()
    {
        lock (_guardsItems) base.ClearItems();
    }

    protected override void InsertItem(int index, IResourceAnnotation item)
    {
        // Two threads may add at the same time; the index was read before the lock was taken.
        lock (_guardsItems) base.InsertItem(Math.Min(index, Count), item);
    }

    protected override void RemoveItem(int index)
    {
        lock (_guardsItems) base.RemoveItem(index);
    }

    protected override void SetItem(int index, IResourceAnnotation item)
    {
        lock (_guardsItems) base.SetItem(index, item);
    }

    /// <summary>A list that replaces its array on each change, so that readers need no lock.</summary>
    private sealed class SnapshotList : IList<IResourceAnnotation>
    {
        private IResourceAnnotation[] _items = [];

        public int Count => _items.Length;

        public bool IsReadOnly => false;

        public IResourceAnnotation this[int index]
        {
            get => _items[index];
            set
            {
                var copy = (IResourceAnnotation[])_items.Clone();
                copy[index] = value;
                _items = copy;
            }
        }

        public void Add(IResourceAnnotation item) => Insert(Count, item);

        public void Clear() => _items = [];

        public bool Contains(IResourceAnnotation item) => IndexOf(item) >= 0;

        public void CopyTo(IResourceAnnotation[] array, int arrayIndex) => _items.CopyTo(array, arrayIndex);

        public IEnumerator<IResourceAnnotation> GetEnumerator() => ((IEnumerable<IResourceAnnotation>)_items).GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => _items.GetEnumerator();

        public int IndexOf(IResourceAnnotation item) => Array.IndexOf(_items, item);

        public void Insert(int index, IResourceAnnotation item) => _items = [.. _items[..index], item, .. _items[index..]];

        public bool Remove(IResourceAnnotation item)
        {
            var index = IndexOf(item);
            if (index < 0)
                return false;
            RemoveAt(index);
            return true;
        }

        public void RemoveAt(int index) => _items = [.. _items[..index], .. _items[(index + 1)..]];
    }
}
