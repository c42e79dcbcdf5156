using Foobar.Web.Identity;
using Foobar.Web.Validation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Foobar.Web.Api.Users;

/// <summary>Sign-up, sign-in and the own account.</summary>
internal static class UserEndpoints
{
    /// <summary>Maps <c>/users</c> and <c>/user</c>.</summary>
    public static void MapUsers(this IEndpointRouteBuilder api)
    {
        api.MapPost("/users", RegisterAsync)
            .WithName("CreateUser")
            .WithSummary("Register a new user");

        api.MapPost("/users/login", LoginAsync)
            .WithName("Login")
            .WithSummary("Sign in with e-mail and password");

        api.MapGet("/user", GetAsync)
            .WithName("GetCurrentUser")
            .WithSummary("Get the own account")
            .RequireAuthorization();

        api.MapPut("/user", UpdateAsync)
            .WithName("UpdateCurrentUser")
            .WithSummary("Change the own account; absent fields stay as they are")
            .RequireAuthorization();
    }

    private static async Task<Results<Created<UserResponse>, Refused>> RegisterAsync(
        NewUserRequest? request, Visitor visitor, AccountService accounts, ApiTokens tokens, CancellationToken cancellationToken)
    {
        var outcome = await accounts.RegisterAsync(request?.User ?? new NewAccount(null, null, null), visitor.Write, cancellationToken);
        return outcome.Value is { } account
            ? TypedResults.Created("/api/user", UserBody.Of(account, tokens))
            : Refused.For(outcome.Refusal, outcome.Errors);
    }

    private static async Task<Results<Ok<UserResponse>, Refused>> LoginAsync(
        LoginRequest? request, Visitor visitor, AccountService accounts, ApiTokens tokens, CancellationToken cancellationToken)
    {
        var outcome = await accounts.SignInAsync(request?.User?.Email, request?.User?.Password, visitor.Address, cancellationToken);
        if (outcome.Value is { } account)
            return TypedResults.Ok(UserBody.Of(account, tokens));
        return outcome.Refusal == Refusal.Unauthorized
            ? new Refused(StatusCodes.Status401Unauthorized, ErrorBody.Of("email or password", "is invalid"))
            : Refused.For(outcome.Refusal, outcome.Errors);
    }

    private static Ok<UserResponse> GetAsync(Visitor visitor, ApiTokens tokens) => TypedResults.Ok(UserBody.Of(visitor.Required, tokens));

    private static async Task<Results<Ok<UserResponse>, Refused>> UpdateAsync(
        UpdateUserRequest? request, Visitor visitor, AccountService accounts, ApiTokens tokens, CancellationToken cancellationToken)
    {
        var outcome = await accounts.ChangeAsync(visitor.Required.Id, request?.User ?? new AccountChanges(), visitor.Write, cancellationToken);
        return outcome.Value is { } account
            ? TypedResults.Ok(UserBody.Of(account, tokens))
            : Refused.For(outcome.Refusal, outcome.Errors);
    }
}
