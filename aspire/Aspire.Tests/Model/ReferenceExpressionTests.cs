namespace Aspire.Tests.Model;

public sealed class ReferenceExpressionTests
{
    private static readonly ParameterResource Password = new("pw", _ => "p@ss {word}/1", secret: true);
    private static readonly ParameterResource Name = new("name", _ => "N");

    public static TheoryData<ReferenceExpression, string, string> Expressions => new()
    {
        { ReferenceExpression.Create($"plain"), "plain", "plain" },
        { ReferenceExpression.Create($""), "", "" },
        { ReferenceExpression.Create($"{{}} and {{0}}"), "{} and {0}", "{} and {0}" },
        { ReferenceExpression.Create($"{"{text}"}!"), "{text}!", "{text}!" },
        { ReferenceExpression.Create($"a{Name}b"), "aNb", "a{name.value}b" },
        { ReferenceExpression.Create($"{{{Name}}}"), "{N}", "{{name.value}}" },
        { ReferenceExpression.Create($"{Password}"), "p@ss {word}/1", "{pw.value}" },
        { ReferenceExpression.Create($"{Password:uri}"), "p%40ss%20%7Bword%7D%2F1", "{pw.value}" },
        { ReferenceExpression.Create($"{"a b":uri}"), "a%20b", "a%20b" },
        { ReferenceExpression.Create($"[{ReferenceExpression.Create($"{{{Name}}}{Password:uri}")}]{Name}"), "[{N}p%40ss%20%7Bword%7D%2F1]N", "[{{name.value}}{pw.value}]{name.value}" },
        { ReferenceExpression.Create($"{Name}{ReferenceExpression.Create($"{ReferenceExpression.Create($"{Name}}}")}{{")}"), "NN}{", "{name.value}{name.value}}{" },
        { ReferenceExpression.Empty, "", "" },
    };

    [Theory]
    [MemberData(nameof(Expressions), DisableDiscoveryEnumeration = true)]
    public async Task An_expression_has_a_value_and_a_manifest_form(ReferenceExpression expression, string value, string manifest)
    {
        Assert.Equal(value, await expression.GetValueAsync(Token));
        Assert.Equal(manifest, expression.ValueExpression);
    }

    [Fact]
    public void A_nested_expression_is_taken_apart()
    {
        var nested = ReferenceExpression.Create($"x{Password:uri}{Name}");
        var outer = ReferenceExpression.Create($"{Name}{nested}");
        Assert.Equal("{0}x{1}{2}", outer.Format);
        Assert.Equal([Name, Password, Name], outer.ValueProviders);
        Assert.Equal(["{name.value}", "{pw.value}", "{name.value}"], outer.ManifestExpressions);
        Assert.Equal([null, "uri", null], outer.StringFormats);
    }

    [Fact]
    public async Task An_unknown_format_is_refused()
    {
        var expression = ReferenceExpression.Create($"{Name:base64}");
        Assert.Contains("base64", (await Assert.ThrowsAsync<FormatException>(() => expression.GetValueAsync(Token).AsTask())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("yes", "on N")]
    [InlineData("YES", "on N")]
    [InlineData("no", "off")]
    public async Task A_condition_selects_one_of_two_expressions(string value, string expected)
    {
        var condition = new ParameterResource("switch", _ => value);
        var expression = ReferenceExpression.CreateConditional(condition, "yes", ReferenceExpression.Create($"on {Name}"), ReferenceExpression.Create($"off"));
        Assert.True(expression.IsConditional);
        Assert.Equal(expected, await expression.GetValueAsync(Token));
        Assert.Equal($"[{expected}]", await ReferenceExpression.Create($"[{expression}]").GetValueAsync(Token));
    }

    [Fact]
    public async Task A_builder_appends_texts_values_and_other_expressions()
    {
        var builder = new ReferenceExpressionBuilder();
        Assert.True(builder.IsEmpty);
        builder.AppendLiteral("{a}");
        builder.Append($"b{Name}");
        builder.AppendFormatted(Password, "uri");
        builder.AppendValueProvider(ReferenceExpression.Create($"/{Name}"));
        Assert.False(builder.IsEmpty);
        Assert.Equal("{a}bNp%40ss%20%7Bword%7D%2F1/N", await builder.Build().GetValueAsync(Token));
        Assert.Throws<ArgumentException>(() => builder.AppendValueProvider(42));
    }
}
