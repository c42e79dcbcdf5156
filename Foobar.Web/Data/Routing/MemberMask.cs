using System.Numerics;

namespace Foobar.Web.Data.Routing;

/// <summary>A set of members by their index, 64 at most.</summary>
internal readonly record struct MemberMask(ulong Bits)
{
    /// <summary>Members that a mask can hold.</summary>
    public const int Capacity = 64;

    /// <summary>No member.</summary>
    public static MemberMask None => default;

    /// <summary>There is no member in it.</summary>
    public bool IsEmpty => Bits == 0;

    /// <summary>How many members are in it.</summary>
    public int Count => BitOperations.PopCount(Bits);

    /// <summary>The member is in it.</summary>
    public bool Has(int member) => (Bits & 1UL << member) != 0;

    /// <summary>This set and the member.</summary>
    public MemberMask With(int member) => new(Bits | 1UL << member);

    /// <summary>This set without the members of another one.</summary>
    public MemberMask Without(MemberMask others) => new(Bits & ~others.Bits);

    /// <summary>The member at a place in ascending order of index.</summary>
    public int At(int place)
    {
        var bits = Bits;
        for (; place > 0; place--)
            bits &= bits - 1;
        return BitOperations.TrailingZeroCount(bits);
    }
}
